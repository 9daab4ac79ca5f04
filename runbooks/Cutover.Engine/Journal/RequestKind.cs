namespace Cutover.Engine;

/// <summary>What a person may ask of a run.</summary>
public enum RequestKind
{
    VoteGo,
    VoteNo,
    Retry,
    Skip,
    TurnBack,
    Abort,
    Note,
}
