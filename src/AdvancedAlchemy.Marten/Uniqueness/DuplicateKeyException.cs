using JasperFx;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>A document was not saved, because another one has the same value in a unique index.</summary>
/// <remarks>
/// Marten's <see cref="DocumentAlreadyExistsException"/> names the document that was refused, not what it collided with.
/// <see cref="DuplicateKeyExtensions.ToDuplicateKey"/> makes this of it. Get-or-create throws it before anything is queued when a document that it
/// made would violate an index other than that of its key: the session can be used and saved as before.
/// </remarks>
public sealed class DuplicateKeyException : DocumentAlreadyExistsException
{
    private readonly string? _why;

    internal DuplicateKeyException(DocumentAlreadyExistsException failure, PostgresException server, IReadOnlyList<string> members, string? value)
        : base(server, failure.DocumentType, failure.Id)
    {
        ConstraintName = server.ConstraintName ?? "";
        Members = members;
        Value = value;
    }

    private DuplicateKeyException(Type type, object id, UniqueKey key, string? value, string? why) : base(type, id)
    {
        ConstraintName = key.Name;
        Members = key.Members;
        Value = value;
        _why = why;
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
        + $"so {DocumentType.Name} #{Id} was not saved (unique index {ConstraintName}).{(_why is null ? "" : $" Note: {_why}.")}";

    internal static DuplicateKeyException For(Type type, object id, UniqueKey key, string? value, string? why) => new(type, id, key, value, why);
}
