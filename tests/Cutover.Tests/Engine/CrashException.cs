using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>The driver is dead: nothing of it records anything any more.</summary>
public sealed class CrashException() : Exception("the driver was killed");
