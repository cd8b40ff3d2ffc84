using JasperFx.Core;

namespace Marten.Events.CodeGeneration;

/// <summary>A member of a compiled query is none of its parameters, nor what its statistics are written to; a member of an aggregate is not its version.</summary>
public class MartenIgnoreAttribute : JasperFxIgnoreAttribute;
