namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

internal static class CustomSqlPlanMethods
{
    internal static bool IsLongerThan(this string text, int length) => text.Length > length;
}
