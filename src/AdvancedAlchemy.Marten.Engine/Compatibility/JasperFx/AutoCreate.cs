namespace JasperFx;

/// <summary>How far the engine may go on its own to bring the database in line with the configuration.</summary>
public enum AutoCreate
{
    /// <summary>Create what is missing and change what differs.</summary>
    All = 0,

    /// <summary>Create what is missing and change what differs; the default.</summary>
    CreateOrUpdate = 1,

    /// <summary>Create what is missing, refuse to change what exists.</summary>
    CreateOnly = 2,

    /// <summary>Do not look at the database at all.</summary>
    None = 3,
}
