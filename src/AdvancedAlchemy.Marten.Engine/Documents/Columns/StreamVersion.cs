using Marten.Engine.Events;
using Marten.Events;

namespace Marten.Engine.Documents;

/// <summary>The SQL of the version of the stream that a document is made of.</summary>
internal sealed class StreamVersion(EventGraph graph, bool isTenanted)
{
    private readonly bool _byTenant = isTenanted && EventSchema.IsTenanted(graph);

    /// <summary>Where the document's key is in the first parameters of the statement.</summary>
    internal string OfParameters => isTenanted ? Sql("$2", "$1") : Sql("$1", "");

    /// <summary>Where it is in columns.</summary>
    internal string Of(string table) => Sql($"{table}.id", $"{table}.tenant_id");

    private string Sql(string id, string tenant) =>
        $"(select stream.version from {EventSchema.Name(graph, "mt_streams").Quoted} as stream where stream.id = {id}{(_byTenant ? $" and stream.tenant_id = {tenant}" : "")})";
}
