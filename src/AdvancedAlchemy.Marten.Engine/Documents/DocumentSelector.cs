using System.Data.Common;

namespace Marten.Engine.Documents;

/// <summary>Reads documents of one type from rows, for one kind of session.</summary>
internal abstract class DocumentSelector<T>
{
    /// <summary>The columns to select, from a table with the alias d.</summary>
    internal abstract string Fields { get; }

    /// <summary>How many columns that is.</summary>
    internal abstract int FieldCount { get; }

    /// <summary>The document of the current row.</summary>
    /// <param name="reader">On a row.</param>
    /// <param name="offset">The index of the first of <see cref="Fields"/>.</param>
    /// <param name="session">The session that remembers the document.</param>
    internal abstract T Read(DbDataReader reader, int offset, QuerySession session);
}
