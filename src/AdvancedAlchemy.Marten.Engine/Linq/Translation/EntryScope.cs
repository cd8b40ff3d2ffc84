using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Translation;

/// <summary>The parameter is an entry of a dictionary: a row of jsonb_each.</summary>
internal sealed class EntryScope(TranslationContext context, string alias, Type keyType, Type valueType) : RowScope
{
    internal override SqlValue Self => throw Unsupported.Part("an entry of a dictionary as a whole, instead of its Key or Value,");

    internal SqlValue Key
    {
        get
        {
            // Enums are keys by their names, however they are stored elsewhere.
            var scalar = keyType.IsEnum
                ? new ScalarType(keyType, "varchar", null, null, NpgsqlDbType.Text, v => v.ToString()!)
                : context.Mapping.Members.Scalars.Find(keyType) ?? throw Unsupported.Part($"a key of type {keyType.Name}");
            return JsonValues.Scalar(context, new SqlText($"{alias}.key"), keyType, scalar) with { IsElement = true };
        }
    }

    internal SqlValue Value => JsonValues.At(context, new SqlText($"{alias}.value"), new SqlText($"({alias}.value #>> '{{}}')"), valueType) with { IsElement = true };

    internal override SqlValue Member(MemberInfo[] path)
    {
        var value = path[0].Name == nameof(KeyValuePair<,>.Key) ? Key : Value;
        foreach (var member in path[1..]) value = JsonValues.Member(context, value, member);
        return value;
    }
}
