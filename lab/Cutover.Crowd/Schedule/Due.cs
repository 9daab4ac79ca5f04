namespace Cutover.Crowd;

/// <summary>One entry of the schedule.</summary>
/// <param name="At">When it is intended, from the crowd's beginning.</param>
/// <param name="Service">Where.</param>
/// <param name="Operation">What.</param>
public readonly record struct Due(TimeSpan At, ServiceConfig Service, OperationConfig Operation);
