namespace Cutover.Engine;

/// <summary>What happens when a step has failed after its retries.</summary>
public enum OnFailure
{
    /// <summary>What depends on it waits for a person.</summary>
    Ask,

    /// <summary>The run turns back by itself.</summary>
    TurnBack,
}
