namespace JasperFx.Events;

/// <summary>The names of tables, for SQL that is written by hand.</summary>
public interface IDocumentSchemaResolver
{
    string DatabaseSchemaName { get; }

    string EventsSchemaName { get; }

    /// <summary>The table of a type of documents.</summary>
    /// <param name="qualified">Whether to begin with the schema.</param>
    string For<TDocument>(bool qualified = true);

    /// <summary>The table of a type of documents.</summary>
    /// <param name="documentType">The type.</param>
    /// <param name="qualified">Whether to begin with the schema.</param>
    string For(Type documentType, bool qualified = true);

    string ForEvents(bool qualified = true);

    string ForStreams(bool qualified = true);

    string ForEventProgression(bool qualified = true);
}
