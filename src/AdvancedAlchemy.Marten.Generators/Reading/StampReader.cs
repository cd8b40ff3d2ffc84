using AdvancedAlchemy.Marten.Generators.Models;
using Microsoft.CodeAnalysis;

namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>Decides how a type that lacks the times of creation and change is to keep them.</summary>
internal static class StampReader
{
    /// <summary>Null for plain properties: the type has one of the times already, or has a use of its own for the end of deserialisation.</summary>
    /// <param name="type">The type.</param>
    /// <param name="members">Its members.</param>
    /// <param name="missing">How many of the two times it lacks.</param>
    public static StampStorage? Read(INamedTypeSymbol type, MemberSearch members, int missing)
    {
        if (missing == 0) return null;
        var declaresStamps = type.AllInterfaces.Find(KnownNames.Stamped) is not null;
        if (declaresStamps && Has(type, KnownNames.Stamped, KnownNames.Stamps)) return new StampStorage(null, LoadedHook.None);
        if (missing < 2) return null;

        // stamps that are never told of the end of deserialisation would take the loaded time for an assigned one
        var isTaken = Has(type, KnownNames.JsonOnDeserialized, KnownNames.OnDeserialized);
        if (isTaken && !declaresStamps) return null;
        return new StampStorage(members.Free("_stamps"), isTaken ? LoadedHook.None : Hook(type, members));
    }

    private static LoadedHook Hook(INamedTypeSymbol type, MemberSearch members) =>
        type.IsSealed || members.Named(KnownNames.OnDeserialized) is not null ? LoadedHook.Closed : LoadedHook.Virtual;

    private static bool Has(INamedTypeSymbol type, string interfaceName, string member)
    {
        if (type.BaseType?.AllInterfaces.Find(interfaceName) is not null) return true;
        return type.AllInterfaces.Find(interfaceName)?.GetMembers(member).FirstOrDefault() is { } wanted && type.FindImplementationForInterfaceMember(wanted) is not null;
    }
}
