using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>Members of scalars: the length of text and the parts of times, as they are stored.</summary>
internal static class ScalarMembers
{
    /// <summary>The member; null if there is none of that name that SQL can work out.</summary>
    internal static SqlValue? Find(Translator translator, Expression owner, Type type, MemberInfo member)
    {
        if (type == typeof(string)) return member.Name == nameof(string.Length) ? Number(translator, Utf16.Length, translator.Value(owner)) : null;
        if (type != typeof(DateTime) && type != typeof(DateTimeOffset) && type != typeof(DateOnly) && type != typeof(TimeOnly)) return null;
        if (Field(member.Name) is { } field && HasField(type, member)) return Number(translator, n => Extract(field, n), Clock(translator, owner, type));
        if (member.Name != nameof(DateTime.Date) || type == typeof(DateOnly)) return null;
        var time = Clock(translator, owner, type);
        return time.Computed(
            new SqlSequence(new SqlText("date_trunc('day', "), time.Node, new SqlText(")")), typeof(DateTime), translator.Context.Mapping.Members.Scalars.Find(typeof(DateTime)));
    }

    private static bool HasField(Type type, MemberInfo member) => type.GetProperty(member.Name) is not null;

    private static string? Field(string name) => name switch
    {
        nameof(DateTime.Year) => "year",
        nameof(DateTime.Month) => "month",
        nameof(DateTime.Day) => "day",
        nameof(DateTime.DayOfYear) => "doy",
        nameof(DateTime.DayOfWeek) => "dow",
        nameof(DateTime.Hour) => "hour",
        nameof(DateTime.Minute) => "minute",

        // Floored, for the fraction of a second is part of the field.
        nameof(DateTime.Second) => "second",
        _ => null,
    };

    private static SqlSequence Extract(string field, SqlPart time) =>
        new(new SqlText($"CAST(floor(extract({field} from "), time, new SqlText(")) as integer)"));

    private static SqlValue Number(Translator translator, Func<SqlPart, SqlPart> number, SqlValue value) =>
        value.Computed(number(value.Node), typeof(int), translator.Context.Mapping.Members.Scalars.Find(typeof(int)));

    // What a clock at the place of the offset shows is in the text, and gone once that is an instant.
    private static SqlValue Clock(Translator translator, Expression owner, Type type)
    {
        var value = translator.Value(owner);
        if (type != typeof(DateTimeOffset)) return value.Scalar?.PgType == "timestamptz" ? value with { Node = Universal(value.Node) } : value;
        var mapping = translator.Context.Mapping;
        var text = value.Member is { Column: { } column } member
            ? mapping.DuplicatedFields.Any(f => f.ColumnName == column) ? new SqlText(mapping.Members.InBody(mapping.DocumentType, member.Path, "d.data").Raw) : null
            : value.Text;
        return value with
        {
            Node = text is null ? Universal(value.Node) : new SqlSequence(new SqlText($"{mapping.Members.FunctionSchema}.mt_immutable_timestamp("), text, new SqlText(")")),
        };
    }

    private static SqlSequence Universal(SqlPart instant) => new(new SqlText("("), instant, new SqlText(" at time zone 'utc')"));
}
