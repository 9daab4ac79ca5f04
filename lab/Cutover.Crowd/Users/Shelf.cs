namespace Cutover.Crowd;

/// <summary>
/// A user's own keys of one family. One write at a time on a key, so that the order of the versions is the order of the promises. A key
/// whose last write had no answer is left alone: nobody knows what it holds.
/// </summary>
public sealed class Shelf
{
    private const int DeletedKept = 5;

    private readonly Lock _lock = new();
    private readonly List<OwnKey> _idle = [];
    private readonly List<OwnKey> _known = [];
    private readonly Queue<OwnKey> _deleted = [];

    /// <summary>Takes a key for a write.</summary>
    /// <returns>None where no key is idle.</returns>
    public OwnKey? TakeForWrite(int draw)
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
                return null;
            var at = draw % _idle.Count;
            var taken = _idle[at];
            _idle.RemoveAt(at);
            return taken;
        }
    }

    /// <summary>A key to read: every other time the one written last, also one that was deleted.</summary>
    /// <returns>None where nothing was acknowledged yet.</returns>
    public OwnKey? PickForRead(int draw)
    {
        lock (_lock)
        {
            var count = _known.Count + _deleted.Count;
            if (count == 0)
                return null;
            if (draw % 2 == 0 && _known.Count > 0)
                return _known[^1];
            var at = draw / 2 % count;
            return at < _known.Count ? _known[at] : _deleted.ElementAt(at - _known.Count);
        }
    }

    /// <summary>Puts a key back after a write that was acknowledged.</summary>
    public void Acknowledged(OwnKey key)
    {
        lock (_lock)
        {
            _known.RemoveAll(other => other.Key == key.Key);
            _known.Add(key);
            _idle.Add(key);
        }
    }

    /// <summary>Puts a key back after a write that was refused: it is as it was.</summary>
    public void Refused(OwnKey key)
    {
        lock (_lock)
            _idle.Add(key);
    }

    /// <summary>Lets a key go after an acknowledged delete; it is still read, and should not be there.</summary>
    public void Deleted(OwnKey key)
    {
        lock (_lock)
        {
            _known.RemoveAll(other => other.Key == key.Key);
            _deleted.Enqueue(key);
            if (_deleted.Count > DeletedKept)
                _deleted.Dequeue();
        }
    }

    /// <summary>Lets a key go after a write of which nobody knows.</summary>
    public void Lost(OwnKey key)
    {
        lock (_lock)
            _known.RemoveAll(other => other.Key == key.Key);
    }
}
