using Marten.Engine.Members;

namespace Marten.Engine.Linq.Translation;

/// <summary>Whether two values are equal exactly when their JSON is: only then <c>@></c> can find them.</summary>
internal static class JsonEquality
{
    internal static bool IsExact(ScalarTypes scalars, Type element, Type value)
    {
        element = Nullable.GetUnderlyingType(element) ?? element;
        value = Nullable.GetUnderlyingType(value) ?? value;

        // An object is looked for as a whole. A strong-typed id is one of these, too, if the serializer makes an object of it.
        if (scalars.Find(element) is null) return element == value;

        // One instant has many texts.
        if (element == typeof(DateTime) || element == typeof(DateTimeOffset)) return false;
        if (element == value) return true;
        if (element.IsEnum || element == typeof(char)) return IsInteger(value);
        return IsInteger(value) && (IsInteger(element) || element == typeof(decimal));
    }

    private static bool IsInteger(Type type) => !type.IsEnum && Type.GetTypeCode(type)
        is TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64;
}
