using Marten.Linq.Members;

namespace Marten.Engine.Schema;

/// <summary>The value of a duplicated column, worked out of a body by the server.</summary>
internal static class DuplicatedValue
{
    /// <param name="field">The column.</param>
    /// <param name="body">The jsonb expression of the body.</param>
    internal static string OutOf(DuplicatedField field, string body)
    {
        var member = field.InBody(body);
        if (!field.PgType.EndsWith("[]", StringComparison.Ordinal))
        {
            return field.PgType switch
            {
                "varchar" or "text" => member.Raw,
                "jsonb" => member.Json,
                "timestamptz" or "timestamp" or "date" or "time" when member.Scalar?.Function is not null => member.Typed,
                _ => $"({member.Raw})::{field.PgType}",
            };
        }

        return $"(case when jsonb_typeof({member.Json}) = 'array' then array(select jsonb_array_elements_text({member.Json}))::{field.PgType} end)";
    }
}
