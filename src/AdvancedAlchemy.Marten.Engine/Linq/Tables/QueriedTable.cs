using System.Reflection;
using Marten.Engine.Linq.Projection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Schema;

namespace Marten.Engine.Linq.Tables;

/// <summary>A table that queries can be about, and what its rows mean.</summary>
internal abstract class QueriedTable(DocumentMapping mapping, string table, bool isTenanted)
{
    /// <summary>Set once the table is known to be there, so that the common path is one read of a field.</summary>
    internal volatile bool IsReady;

    /// <summary>How the JSON of the rows is laid out.</summary>
    internal DocumentMapping Mapping { get; } = mapping;

    internal virtual Type DocumentType => Mapping.DocumentType;

    /// <summary>The qualified, quoted table name.</summary>
    internal string Table { get; } = table;

    internal bool IsTenanted { get; } = isTenanted;

    /// <summary>The bool column of rows that a query has to ask for; null where there are none.</summary>
    internal abstract string? HidingColumn { get; }

    /// <summary>The condition that rows of this type meet, in a table with others; null where the table has no others.</summary>
    internal abstract SqlPart? TypeCondition { get; }

    /// <summary>Whether the JSON of a row is the one that is stored.</summary>
    internal virtual bool HasStoredJson => true;

    /// <summary>Where a member is stored.</summary>
    /// <param name="path">The members from the row to the value.</param>
    /// <param name="source">The body: <c>d.data</c> or <c>data</c>.</param>
    /// <param name="columns">What goes before a column: <c>d.</c> or nothing.</param>
    internal virtual DocumentMember FindMember(MemberInfo[] path, string source, string columns) => Mapping.FindMember(path, source, columns);

    /// <summary>A row as a whole, among other columns.</summary>
    internal abstract WholeDocument Whole(string alias);

    internal abstract ValueTask EnsureAsync(EngineDatabase database, CancellationToken token);
}
