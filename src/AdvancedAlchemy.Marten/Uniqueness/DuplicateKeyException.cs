using JasperFx;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>A document was not saved, because another one has the same value in a unique index.</summary>
/// <remarks>
/// Marten's <see cref="DocumentAlreadyExistsException"/> names the document that was refused, not what it collided with.
/// <see cref="DuplicateKeyExtensions.ToDuplicateKey"/> makes this of it.
/// </remarks>
public sealed class DuplicateKeyException : DocumentAlreadyExistsException
{
    internal DuplicateKeyException(DocumentAlreadyExistsException failure, PostgresException server, IReadOnlyList<string> members, string? value)
        : base(server, failure.DocumentType, failure.Id)
    {
        ConstraintName = server.ConstraintName ?? "";
        Members = members;
        Value = value;
    }

    /// <summary>The index, such as <c>mt_doc_user_uidx_email</c>.</summary>
    public string ConstraintName { get; }

    /// <summary>The members that the index keeps unique; empty when they could not be told.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>The value that is taken, as PostgreSQL shows it; null when the server does not tell (<c>Include Error Detail</c> is off).</summary>
    public string? Value { get; }

    /// <inheritdoc />
    public override string Message =>
        $"Another {DocumentType.Name} has {(Value is null ? "the same value" : $"'{Value}'")} in {(Members.Count == 0 ? ConstraintName : string.Join(", ", Members))}, "
        + $"so {DocumentType.Name} #{Id} was not saved (unique index {ConstraintName}).";
}
