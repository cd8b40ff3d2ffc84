using System.Linq.Expressions;

namespace JasperFx.Events;

/// <summary>Changes of documents that the server makes, without reading them first; sent by the next save, in the order of the calls.</summary>
public interface IPatchExpression<T>
{
    /// <summary>Sets a property of the document by its name in the JSON; one that was not there is added.</summary>
    IPatchExpression<T> Set<TValue>(string name, TValue value);

    /// <summary>Sets a property of a nested object by its name in the JSON.</summary>
    IPatchExpression<T> Set<TParent, TValue>(string name, Expression<Func<T, TParent>> expression, TValue value);

    IPatchExpression<T> Set<TValue>(Expression<Func<T, TValue>> expression, TValue value);

    /// <summary>Copies a value to other members.</summary>
    IPatchExpression<T> Duplicate<TElement>(Expression<Func<T, TElement>> expression, params Expression<Func<T, TElement>>[] destinations);

    /// <summary>Adds to a number; one that is missing counts as zero.</summary>
    IPatchExpression<T> Increment(Expression<Func<T, int>> expression, int increment = 1);

    IPatchExpression<T> Increment(Expression<Func<T, long>> expression, long increment = 1);

    IPatchExpression<T> Increment(Expression<Func<T, double>> expression, double increment = 1);

    IPatchExpression<T> Increment(Expression<Func<T, float>> expression, float increment = 1);

    IPatchExpression<T> Increment(Expression<Func<T, decimal>> expression, decimal increment = 1);

    /// <summary>Appends to a list; a document without the list is left alone.</summary>
    IPatchExpression<T> Append<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element);

    /// <summary>Puts an entry into a dictionary.</summary>
    IPatchExpression<T> Append<TElement>(Expression<Func<T, IDictionary<string, TElement>>> expression, string key, TElement element);

    /// <summary>Appends to a list that has no equal item yet.</summary>
    IPatchExpression<T> AppendIfNotExists<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element);

    IPatchExpression<T> AppendIfNotExists<TElement>(Expression<Func<T, IDictionary<string, TElement>>> expression, string key, TElement element);

    /// <summary>Appends to a list that has no item for which the predicate holds.</summary>
    IPatchExpression<T> AppendIfNotExists<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, Expression<Func<TElement, bool>> predicate);

    /// <summary>Inserts into a list, at its end without an index.</summary>
    IPatchExpression<T> Insert<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, int? index = null);

    IPatchExpression<T> InsertIfNotExists<TElement>(Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, int? index = null);

    IPatchExpression<T> InsertIfNotExists<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, Expression<Func<TElement, bool>> predicate, int? index = null);

    /// <summary>Removes every item equal to the element, whatever the action, as Marten does.</summary>
    IPatchExpression<T> Remove<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, TElement element, RemoveAction action = RemoveAction.RemoveFirst);

    IPatchExpression<T> Remove<TElement>(
        Expression<Func<T, IEnumerable<TElement>>> expression, Expression<Func<TElement, bool>> predicate, RemoveAction action = RemoveAction.RemoveFirst);

    /// <summary>Removes an entry of a dictionary.</summary>
    IPatchExpression<T> Remove<TElement>(Expression<Func<T, IDictionary<string, TElement>>> expression, string key);

    /// <summary>Moves what was stored under another name, beside the member, to the member.</summary>
    IPatchExpression<T> Rename(string oldName, Expression<Func<T, object>> expression);

    /// <summary>Deletes a property by its name in the JSON.</summary>
    IPatchExpression<T> Delete(string name);

    /// <summary>Deletes a property of a nested object by its name in the JSON.</summary>
    IPatchExpression<T> Delete<TParent>(string name, Expression<Func<T, TParent>> expression);

    IPatchExpression<T> Delete<TElement>(Expression<Func<T, TElement>> expression);
}
