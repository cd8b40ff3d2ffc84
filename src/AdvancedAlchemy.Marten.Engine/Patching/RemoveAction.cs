namespace JasperFx.Events;

/// <summary>How many of the matching items a patch removes.</summary>
public enum RemoveAction
{
    RemoveFirst = 0,
    RemoveAll = 1,
}
