using System.Text;

namespace AdvancedAlchemy.Marten.Generators.Writing;

/// <summary>Lines of code with braces and indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;

    public void Line(string text = "")
    {
        if (text.Length > 0) _text.Append(' ', _depth * 4).Append(text);
        _text.Append('\n');
    }

    public void Open()
    {
        Line("{");
        _depth++;
        _isFirst = true;
    }

    public void Close()
    {
        _depth--;
        Line("}");
        _isFirst = false;
    }

    /// <summary>A member's line with its comments and attributes, apart from the member before it.</summary>
    public void Member(string text, params string[] above)
    {
        if (!_isFirst) Line();
        _isFirst = false;
        foreach (var line in above) Line(line);
        Line(text);
    }

    public override string ToString() => _text.ToString();
}
