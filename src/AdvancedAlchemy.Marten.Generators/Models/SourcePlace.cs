using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AdvancedAlchemy.Marten.Generators.Models;

/// <summary>A location that holds on to no syntax tree.</summary>
internal sealed record SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourcePlace Of(Location location)
    {
        var lines = location.GetLineSpan();
        return new SourcePlace(lines.Path, location.SourceSpan, lines.Span);
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
