using System.Reflection;
using Marten.Engine.Members;
using Marten.Exceptions;
using Marten.Schema;

namespace Marten.Engine.Documents;

/// <summary>Makes the storage of a document type according to the type of its id.</summary>
internal static class StorageFactory
{
    internal static DocumentStorage Create(DocumentMapping mapping)
    {
        var member = mapping.IdMember ?? throw new InvalidDocumentException(
            $"Could not determine an 'id/Id' field or property for requested document type {mapping.DocumentType.FullName}. "
            + "Give it a public Id of type Guid, string, int or long, mark another member with [Identity], or name one by Schema.For<T>().Identity(...).");
        var type = MemberResolver.MemberType(member);
        var stored = WrappedId.Find(type)?.InnerType ?? type;
        if (!WrappedId.IsIdType(stored))
        {
            throw new InvalidDocumentException(
                $"The id '{member.Name}' of document type {mapping.DocumentType.FullName} is a {type.Name}; an id has to be a Guid, string, int, long, or a type around one of these.");
        }

        return (DocumentStorage)typeof(StorageFactory).GetMethod(nameof(CreateTyped), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(mapping.DocumentType, stored)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [mapping, member], null)!;
    }

    internal static DocumentStorage CreateSubClass(DocumentStorage parent, SubClassMapping subClass) =>
        (DocumentStorage)typeof(StorageFactory).GetMethod(nameof(CreateSubClassTyped), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(subClass.DocumentType, parent.DocumentType)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [parent, subClass], null)!;

    internal static HiloDefinition HiloOf(DocumentMapping mapping)
    {
        var settings = mapping.HiloSettings;
        return new HiloDefinition(settings.SequenceName ?? mapping.DocumentType.Name, settings.MaxLo, settings.MaxAdvanceToNextHiAttempts);
    }

    internal static bool UsesHilo(DocumentMapping mapping)
    {
        if (mapping.UsesIdentityKey) return true;
        var type = mapping.IdType;
        var stored = type is null ? null : WrappedId.Find(type)?.InnerType ?? type;
        return stored == typeof(int) || stored == typeof(long);
    }

    private static DocumentStorage<T, TId> CreateTyped<T, TId>(DocumentMapping mapping, MemberInfo member) where T : notnull where TId : notnull
    {
        var access = new IdAccess<T, TId>(member);
        return new DocumentStorage<T, TId>(mapping, access, Assignment(mapping, access));
    }

    private static SubClassStorage<TSub, T> CreateSubClassTyped<TSub, T>(DocumentStorage parent, SubClassMapping subClass) where T : notnull where TSub : T =>
        new((DocumentStorage<T>)parent, subClass);

    private static IdAssignment<T, TId> Assignment<T, TId>(DocumentMapping mapping, IdAccess<T, TId> access) where TId : notnull
    {
        object assignment = access switch
        {
            IdAccess<T, Guid> guid => new GuidAssignment<T>(guid),
            IdAccess<T, long> number => new HiloLongAssignment<T>(number, HiloOf(mapping)),
            IdAccess<T, int> number => new HiloIntAssignment<T>(number, HiloOf(mapping)),
            IdAccess<T, string> key when mapping.UsesIdentityKey => new IdentityKeyAssignment<T>(key, mapping.Alias, HiloOf(mapping)),
            IdAccess<T, string> text => new ExternalAssignment<T>(text),
            _ => throw new InvalidDocumentException($"No id strategy for {mapping.DocumentType.Name}"),
        };
        return (IdAssignment<T, TId>)assignment;
    }
}
