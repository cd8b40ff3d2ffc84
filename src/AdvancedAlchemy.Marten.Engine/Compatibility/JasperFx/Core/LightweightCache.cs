using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace JasperFx.Core;

/// <summary>Values by key that makes the ones it does not have. For one thread at a time.</summary>
public class LightweightCache<TKey, TValue> : IEnumerable<TValue> where TKey : notnull
{
    private readonly IDictionary<TKey, TValue> _values;

    // The same, where it is the kind of dictionary that finds or adds with one look.
    private readonly Dictionary<TKey, TValue>? _own;
    private Func<TKey, TValue> _onMissing = key => throw new KeyNotFoundException($"Key '{key}' could not be found");

    public LightweightCache() : this(new Dictionary<TKey, TValue>())
    {
    }

    public LightweightCache(Func<TKey, TValue> onMissing) : this(new Dictionary<TKey, TValue>(), onMissing)
    {
    }

    public LightweightCache(IDictionary<TKey, TValue> dictionary)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        _values = dictionary;
        _own = dictionary as Dictionary<TKey, TValue>;
    }

    public LightweightCache(IDictionary<TKey, TValue> dictionary, Func<TKey, TValue> onMissing) : this(dictionary) => OnMissing = onMissing;

    /// <summary>Makes the value of a key that is not there. Without it, such a key is a <see cref="KeyNotFoundException"/>.</summary>
    public Func<TKey, TValue> OnMissing
    {
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _onMissing = value;
        }
    }

    public int Count => _values.Count;

    public TValue this[TKey key]
    {
        get
        {
            if (_own is not null)
            {
                // Whatever makes a value may change the dictionary: the place that was found is not kept while it does.
                ref var found = ref CollectionsMarshal.GetValueRefOrNullRef(_own, key);
                if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref found)) return found;
            }
            else if (_values.TryGetValue(key, out var known))
            {
                return known;
            }

            var made = _onMissing(key);
            _values[key] = made;
            return made;
        }
        set => _values[key] = value;
    }

    public IEnumerable<TKey> Keys() => _values.Keys;

    public bool Contains(TKey key) => _values.ContainsKey(key);

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    /// <summary>Keeps the value, unless there is one.</summary>
    public void Fill(TKey key, TValue value) => _values.TryAdd(key, value);

    /// <summary>Has the value made, unless there is one.</summary>
    public void FillDefault(TKey key)
    {
        if (!_values.ContainsKey(key)) _values[key] = _onMissing(key);
    }

    public void Remove(TKey key) => _values.Remove(key);

    public void Clear() => _values.Clear();

    public IEnumerator<TValue> GetEnumerator() => _values.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
