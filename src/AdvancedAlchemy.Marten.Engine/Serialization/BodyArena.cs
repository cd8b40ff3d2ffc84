using System.Buffers;

namespace Marten.Engine.Serialization;

/// <summary>Pooled memory for the bodies of one batch: each body is contiguous and valid until the arena is disposed.</summary>
internal sealed class BodyArena : IBufferWriter<byte>, IDisposable
{
    private const int ChunkSize = 16 * 1024;
    private readonly List<byte[]> _chunks = [];
    private byte[] _current = [];
    private int _start;
    private int _position;

    public void Advance(int count) => _position += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _current.AsMemory(_position);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _current.AsSpan(_position);
    }

    /// <summary>Ends the body written since the last call and gives its bytes.</summary>
    internal ReadOnlyMemory<byte> TakeBody()
    {
        var body = _current.AsMemory(_start, _position - _start);
        _start = _position;
        return body;
    }

    /// <summary>Forgets what was written since the last body, after a serializer failed half-way.</summary>
    internal void DiscardBody() => _position = _start;

    /// <summary>Reuses the current chunk for the next body and returns the others.</summary>
    internal void Reset()
    {
        for (var i = 0; i < _chunks.Count - 1; i++) ArrayPool<byte>.Shared.Return(_chunks[i]);
        if (_chunks.Count > 1) _chunks.RemoveRange(0, _chunks.Count - 1);
        _start = _position = 0;
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks) ArrayPool<byte>.Shared.Return(chunk);
        _chunks.Clear();
        _current = [];
        _start = _position = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_current.Length - _position >= Math.Max(sizeHint, 1)) return;

        var begun = _position - _start;
        var needed = checked(begun + Math.Max(sizeHint, 256));
        var size = Math.Max(ChunkSize, (int)Math.Min(needed * 2L, Math.Max(needed, Array.MaxLength)));
        var chunk = ArrayPool<byte>.Shared.Rent(size);
        _current.AsSpan(_start, begun).CopyTo(chunk);
        _chunks.Add(chunk);
        _current = chunk;
        _start = 0;
        _position = begun;
    }
}
