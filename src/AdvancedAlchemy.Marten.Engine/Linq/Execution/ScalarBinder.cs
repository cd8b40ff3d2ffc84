using Marten.Engine.Members;

namespace Marten.Engine.Linq.Execution;

/// <summary>Picks the binder of a scalar.</summary>
internal static class ScalarBinder
{
    internal static ParameterBinder For(int slot, ScalarType scalar)
    {
        if (scalar.Convert is not null) return new ConvertingBinder(slot, scalar.DbType, scalar.ToParameter);
        if (scalar.ClrType == typeof(string)) return new TypedBinder<string>(slot, scalar.DbType);
        if (scalar.ClrType == typeof(int)) return new TypedBinder<int>(slot, scalar.DbType);
        if (scalar.ClrType == typeof(long)) return new TypedBinder<long>(slot, scalar.DbType);
        if (scalar.ClrType == typeof(Guid)) return new TypedBinder<Guid>(slot, scalar.DbType);
        if (scalar.ClrType == typeof(bool)) return new TypedBinder<bool>(slot, scalar.DbType);
        return new ConvertingBinder(slot, scalar.DbType, static v => v);
    }
}
