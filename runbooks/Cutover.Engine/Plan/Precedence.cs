using System.Collections;
using System.Collections.Immutable;

namespace Cutover.Engine;

/// <summary>Which steps come before which, through any number of edges.</summary>
internal sealed class Precedence
{
    private readonly ImmutableArray<Step> _ordered;
    private readonly Dictionary<Step, int> _index = [];
    private readonly BitArray[] _before;

    /// <param name="ordered">Each step after all it needs.</param>
    public Precedence(ImmutableArray<Step> ordered)
    {
        _ordered = ordered;
        _before = new BitArray[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            _index.Add(ordered[i], i);
            _before[i] = new BitArray(ordered.Length);
            foreach (var need in ordered[i].Needs)
            {
                _before[i].Or(_before[_index[need]]);
                _before[i][_index[need]] = true;
            }
        }
    }

    /// <summary>Whether the first must be Done before the second begins.</summary>
    public bool IsBefore(Step first, Step second) => _before[_index[second]][_index[first]];

    /// <summary>Everything that must be Done before this step begins.</summary>
    public IEnumerable<Step> Before(Step step)
    {
        var bits = _before[_index[step]];
        return _ordered.Where((_, i) => bits[i]);
    }
}
