namespace Marten.Events;

/// <summary>What becomes of the daemons after they were got to the end.</summary>
public enum CatchUpMode
{
    /// <summary>They follow the events again.</summary>
    AndResumeNormally = 0,

    /// <summary>They stay paused.</summary>
    AndDoNothing = 1,
}
