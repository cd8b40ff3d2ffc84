using JasperFx.Core;

namespace Marten.Events.CodeGeneration;

/// <summary>The member of a compiled query is not one of its parameters, nor what its statistics are written to.</summary>
public class MartenIgnoreAttribute : JasperFxIgnoreAttribute;
