using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using JasperFx.Events;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Makes a delegate of a handler, once.</summary>
internal static class EventHandlerCompiler
{
    private static readonly ConcurrentDictionary<(MethodBase Method, Type State, Type Result, bool HasOwner), Delegate> Compiled = new();

    /// <param name="handler">The method.</param>
    /// <param name="owner">The projection that it is a method of; null for one of the aggregate.</param>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <typeparam name="TResult">What the delegate gives. A method that returns nothing gives the state.</typeparam>
    internal static Func<T?, IEvent, object, CancellationToken, ValueTask<TResult?>> Compile<T, TResult>(EventHandlerMethod handler, object? owner)
    {
        // The projection is an argument: where there is a new one for every page, nothing is compiled again.
        var isOwners = handler.Method is MethodInfo { IsStatic: false } && owner is not null && handler.Method.DeclaringType!.IsInstanceOfType(owner);
        var compiled = (Func<object?, T?, IEvent, object, CancellationToken, ValueTask<TResult?>>)Compiled.GetOrAdd(
            (handler.Method, typeof(T), typeof(TResult), isOwners), static key => Build<T, TResult>(key.Method, key.HasOwner));
        return (state, e, session, token) => compiled(owner, state, e, session, token);
    }

    private static Func<object?, T?, IEvent, object, CancellationToken, ValueTask<TResult?>> Build<T, TResult>(MethodBase handler, bool hasOwner)
    {
        var owner = Expression.Parameter(typeof(object), "owner");
        var state = Expression.Parameter(typeof(T), "state");
        var e = Expression.Parameter(typeof(IEvent), "e");
        var session = Expression.Parameter(typeof(object), "session");
        var token = Expression.Parameter(typeof(CancellationToken), "token");
        var arguments = handler.GetParameters().Select(p => Argument(p.ParameterType, state, e, session, token));
        var call = handler switch
        {
            ConstructorInfo constructor => (Expression)Expression.New(constructor, arguments),
            MethodInfo { IsStatic: true } method => Expression.Call(method, arguments),
            var method => Expression.Call(Expression.Convert(hasOwner ? owner : state, method.DeclaringType!), (MethodInfo)method, arguments),
        };
        return Expression.Lambda<Func<object?, T?, IEvent, object, CancellationToken, ValueTask<TResult?>>>(
            Result<TResult>(call, state), owner, state, e, session, token).Compile();
    }

    /// <summary>Whether a method returns a value of a type, now or later.</summary>
    internal static bool Gives(Type returned, Type wanted) => wanted.IsAssignableFrom(Awaited(returned));

    internal static bool GivesNothing(Type returned) => returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask);

    /// <summary>What a method returns in the end.</summary>
    internal static Type Awaited(Type returned) =>
        returned.IsGenericType && returned.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>))
            ? returned.GetGenericArguments()[0]
            : returned;

    private static Expression Argument(Type type, ParameterExpression state, ParameterExpression e, ParameterExpression session, ParameterExpression token)
    {
        if (type == typeof(CancellationToken)) return token;
        if (type == typeof(IEvent)) return e;
        if (state.Type != typeof(object) && EventHandlerMethod.IsState(type, state.Type)) return Expression.Convert(state, type);
        if (typeof(IQuerySession).IsAssignableFrom(type)) return Expression.Convert(session, type);
        if (typeof(IEvent).IsAssignableFrom(type)) return Expression.Convert(e, type);
        return Expression.Convert(Expression.Property(e, nameof(IEvent.Data)), type);
    }

    private static MethodCallExpression Result<TResult>(Expression call, ParameterExpression state)
    {
        var returned = call.Type;
        if (returned == typeof(void))
        {
            return Helper(nameof(Returned.Value), [typeof(TResult)], Expression.Block(call, Expression.Convert(state, typeof(TResult))));
        }

        if (returned == typeof(Task)) return Helper(nameof(Returned.After), [typeof(TResult)], call, Expression.Convert(state, typeof(TResult)));
        if (returned == typeof(ValueTask)) return Helper(nameof(Returned.AfterValue), [typeof(TResult)], call, Expression.Convert(state, typeof(TResult)));
        var actual = Awaited(returned);
        if (actual == returned) return Helper(nameof(Returned.Value), [typeof(TResult)], Expression.Convert(call, typeof(TResult)));
        var name = returned.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(Returned.Later) : nameof(Returned.LaterValue);
        return Helper(name, [typeof(TResult), actual], call);
    }

    private static MethodCallExpression Helper(string name, Type[] types, params Expression[] arguments) =>
        Expression.Call(typeof(Returned).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(types), arguments);
}
