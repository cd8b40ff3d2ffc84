using System.Text;
using Marten.Engine.Linq.Execution;

namespace Marten.Engine.Linq.Sql;

/// <summary>Takes the text of a statement and numbers its parameters.</summary>
internal sealed class SqlWriter
{
    private readonly StringBuilder _text = new(256);

    internal List<ParameterBinder> Parameters { get; } = [];

    internal SqlWriter Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Puts text that has no parameters before everything else.</summary>
    internal SqlWriter Prepend(string text)
    {
        _text.Insert(0, text);
        return this;
    }

    internal SqlWriter Append(SqlPart node)
    {
        node.Write(this);
        return this;
    }

    internal SqlWriter Append(ParameterBinder parameter)
    {
        Parameters.Add(parameter);
        _text.Append('$').Append(Parameters.Count);
        return this;
    }

    internal SqlWriter AppendList(string separator, IReadOnlyList<SqlPart> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i > 0) _text.Append(separator);
            nodes[i].Write(this);
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
