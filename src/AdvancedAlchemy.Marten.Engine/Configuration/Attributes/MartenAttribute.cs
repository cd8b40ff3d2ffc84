using System.Reflection;

namespace Marten.Schema;

/// <summary>Base of the attributes that configure a document type.</summary>
public abstract class MartenAttribute : Attribute
{
    /// <summary>Called for an attribute on the type.</summary>
    public virtual void Modify(DocumentMapping mapping)
    {
    }

    /// <summary>Called for an attribute on a member.</summary>
    public virtual void Modify(DocumentMapping mapping, MemberInfo member)
    {
    }
}
