using System.Linq.Expressions;
using System.Text.Json.Nodes;
using JasperFx.Events;
using Marten.Engine.Documents;

namespace Marten.Engine.Patching;

/// <summary>Collects the steps of one patch.</summary>
internal sealed class PatchExpression<T>(DocumentStorage storage, JsonArray steps) : IPatchExpression<T>
{
    private ISerializer Serializer => storage.Mapping.StoreOptions.Serializer();

    public IPatchExpression<T> Set<TValue>(string name, TValue value) =>
        Add(PatchStep.Of("set", PatchPath.Checked(name)).WithValue(Serializer, value));

    public IPatchExpression<T> Set<TParent, TValue>(string name, Expression<Func<T, TParent>> expression, TValue value) =>
        Add(PatchStep.Of("set", PatchPath.Below(storage, expression, name)).WithValue(Serializer, value));

    public IPatchExpression<T> Set<TValue>(Expression<Func<T, TValue>> expression, TValue value) =>
        Add(Step("set", expression).WithValue(Serializer, value));

    public IPatchExpression<T> Duplicate<TElement>(Expression<Func<T, TElement>> expression, params Expression<Func<T, TElement>>[] destinations)
    {
        ArgumentNullException.ThrowIfNull(destinations);
        if (destinations.Length == 0) throw new ArgumentException("At least one destination must be given", nameof(destinations));
        return Add(Step("duplicate", expression).With("targets", new JsonArray([.. destinations.Select(d => JsonValue.Create(PatchPath.Of(storage, d)))])));
    }

    public IPatchExpression<T> Increment(Expression<Func<T, int>> expression, int increment = 1) => Increment("increment", expression, increment);

    public IPatchExpression<T> Increment(Expression<Func<T, long>> expression, long increment = 1) => Increment("increment", expression, increment);

    public IPatchExpression<T> Increment(Expression<Func<T, double>> expression, double increment = 1) => Increment("increment_float", expression, increment);

    public IPatchExpression<T> Increment(Expression<Func<T, float>> expression, float increment = 1) => Increment("increment_float", expression, increment);

    public IPatchExpression<T> Increment(Expression<Func<T, decimal>> expression, decimal increment = 1) => Increment("increment_float", expression, increment);

    public IPatchExpression<T> Append<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element) =>
        Add(Step("append", expression).WithValue(Serializer, element));

    public IPatchExpression<T> Append<TElement>(Expression<Func<T, IDictionary<string, TElement>>> expression, string key, TElement element) =>
        Add(Entry("append_key_value", expression, key, element));

    public IPatchExpression<T> AppendIfNotExists<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element) =>
        Add(Step("append_if_not_exists", expression).WithValue(Serializer, element));

    public IPatchExpression<T> AppendIfNotExists<TElement>(Expression<Func<T, IDictionary<string, TElement>>> expression, string key, TElement element) =>
        Add(Entry("append_key_value_if_not_exists", expression, key, element));

    public IPatchExpression<T> AppendIfNotExists<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, Expression<Func<TElement, bool>> predicate) =>
        Add(If(Step("append_if_not_exists", expression).WithValue(Serializer, element), predicate));

    public IPatchExpression<T> Insert<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, int? index = null) =>
        Add(At(Step("insert", expression).WithValue(Serializer, element), index));

    public IPatchExpression<T> InsertIfNotExists<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, int? index = null) =>
        Add(At(Step("insert_if_not_exists", expression).WithValue(Serializer, element), index));

    public IPatchExpression<T> InsertIfNotExists<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, Expression<Func<TElement, bool>> predicate, int? index = null) =>
        Add(At(If(Step("insert_if_not_exists", expression).WithValue(Serializer, element), predicate), index));

    public IPatchExpression<T> Remove<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, RemoveAction action = RemoveAction.RemoveFirst) =>
        Add(Step("remove", expression).WithValue(Serializer, element).With("action", (int)action));

    public IPatchExpression<T> Remove<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, Expression<Func<TElement, bool>> predicate, RemoveAction action = RemoveAction.RemoveFirst) =>
        Add(If(Step("remove", expression), predicate).With("action", (int)action));

    public IPatchExpression<T> Remove<TElement>(Expression<Func<T, IDictionary<string, TElement>>> expression, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(Step("remove_key", expression).With("key", key));
    }

    public IPatchExpression<T> Rename(string oldName, Expression<Func<T, object>> expression)
    {
        PatchPath.Checked(oldName);
        PatchPath.Of(storage, expression, out var keys);
        return Add(PatchStep.Of("rename", string.Join('.', keys[..^1].Append(oldName))).With("to", keys[^1]));
    }

    public IPatchExpression<T> Delete(string name) => Add(PatchStep.Of("delete", PatchPath.Checked(name)));

    public IPatchExpression<T> Delete<TParent>(string name, Expression<Func<T, TParent>> expression) =>
        Add(PatchStep.Of("delete", PatchPath.Below(storage, expression, name)));

    public IPatchExpression<T> Delete<TElement>(Expression<Func<T, TElement>> expression) => Add(Step("delete", expression));

    private PatchExpression<T> Increment<TNumber>(string type, LambdaExpression expression, TNumber increment) =>
        Add(Step(type, expression).WithValue(Serializer, increment, "increment"));

    private JsonObject Step(string type, LambdaExpression expression) => PatchStep.Of(type, PatchPath.Of(storage, expression));

    private JsonObject Entry(string type, LambdaExpression expression, string key, object? element)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Step(type, expression).With("key_value", new JsonObject { [key] = PatchStep.JsonOf(Serializer, element) });
    }

    private JsonObject If(JsonObject step, LambdaExpression predicate) => step.With("expression", JsonPathCondition.Of(storage.Mapping, predicate));

    private static JsonObject At(JsonObject step, int? index) => index is { } position ? step.With("index", position) : step;

    private PatchExpression<T> Add(JsonObject step)
    {
        steps.Add(step);
        return this;
    }
}
