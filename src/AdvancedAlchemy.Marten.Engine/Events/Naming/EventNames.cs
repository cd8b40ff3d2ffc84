using System.Text;
using JasperFx.Events;
using Marten.Engine.Members;

namespace Marten.Engine.Events;

/// <summary>The names that events and the types of streams are stored by.</summary>
internal static class EventNames
{
    private const string StoresOwn = "JasperFx.Events";

    internal static string For(Type type, EventNamingStyle style) => style switch
    {
        EventNamingStyle.FullTypeName => type.FullName!.Replace('+', '.'),
        EventNamingStyle.SmarterTypeName => Smarter(type),
        _ => Classic(type),
    };

    /// <summary>How .NET finds the type again. The events that stores have of themselves are stored as those of the assembly that Marten has them in.</summary>
    internal static string DotNet(Type type) => $"{type.FullName}, {(type.Assembly == typeof(EventNames).Assembly ? StoresOwn : type.Assembly.GetName().Name)}";

    /// <summary>The type of a name; null if there is no such type.</summary>
    internal static Type? Find(string dotNetName)
    {
        try
        {
            return dotNetName.EndsWith(", " + StoresOwn, StringComparison.Ordinal)
                ? typeof(EventNames).Assembly.GetType(dotNetName[..^(StoresOwn.Length + 2)], throwOnError: false)
                : Type.GetType(dotNetName, throwOnError: false);
        }
        catch (Exception e) when (e is FileLoadException or FileNotFoundException or BadImageFormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string Smarter(Type type) => type.DeclaringType is { } outer ? $"{Smarter(outer)}.{Classic(type)}" : Classic(type);

    // A generic type is written as in C#, everything else in snake case.
    private static string Classic(Type type) => type.IsGenericType ? Generic(type) : Snake(type.Name);

    // Here, unlike in the names of columns, numbers are words too.
    private static string Snake(string name)
    {
        var words = IndexNaming.Snake(name);
        var text = new StringBuilder(words.Length + 4);
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0 && char.IsAsciiDigit(words[i]) != char.IsAsciiDigit(words[i - 1]) && words[i] != '_' && words[i - 1] != '_') text.Append('_');
            text.Append(words[i]);
        }

        return text.ToString();
    }

    private static string Generic(Type type)
    {
        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return $"{name}<{string.Join(",", type.GetGenericArguments().Select(Short))}>";
    }

    private static string Short(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.Int16 => "short",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.String => "string",
        TypeCode.Char => "char",
        _ => type.IsGenericType ? Generic(type) : type.Name,
    };
}
