using Marten.Engine.Schema;
using System.Reflection;
using Marten.Engine.Members;
using Marten.Schema.Indexing.Unique;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>An index on expressions over the body.</summary>
public class ComputedIndex : IndexDefinition
{
    private readonly DocumentMapping _mapping;
    private readonly MemberInfo[][] _members;

    public ComputedIndex(DocumentMapping mapping, MemberInfo[] memberPath) : this(mapping, [memberPath])
    {
    }

    public ComputedIndex(DocumentMapping mapping, MemberInfo[][] members)
    {
        _mapping = mapping;
        _members = members;
    }

    /// <summary>What is done to the case of text before it is indexed.</summary>
    public Casings Casing { get; set; }

    public TenancyScope TenancyScope { get; set; } = TenancyScope.Global;

    public override string[] Columns => [.. _members.Select(Element)];

    internal MemberInfo[][] Members => _members;

    protected override string deriveIndexName()
    {
        var paths = _members.Select(m => _mapping.Members.InBody(_mapping.DocumentType, m, "data").Keys);
        var prefix = IsUnique ? "uidx" : "idx";
        return $"{_mapping.TableName.Name}_{prefix}_{IndexNaming.GluedPath(paths)}";
    }

    private string Element(MemberInfo[] path)
    {
        var member = _mapping.FindMember(path, "data", "");
        var element = member.Column is not null ? Identifier.Quote(member.Column) : $"({member.Typed})";
        if (member.Scalar?.ClrType != typeof(string)) return element;
        return Casing switch
        {
            Casings.Lower => $"lower({element})",
            Casings.Upper => $"upper({element})",
            _ => element,
        };
    }

    /// <summary>What an index does to the case of text.</summary>
    public enum Casings
    {
        Default = 0,
        Upper = 1,
        Lower = 2,
    }
}
