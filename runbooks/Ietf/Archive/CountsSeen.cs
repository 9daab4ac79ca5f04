namespace Ietf;

/// <summary>A comparison of the archive's counts.</summary>
/// <param name="Lists">Lists compared.</param>
/// <param name="Messages">Messages of the old side.</param>
/// <param name="Different">Lists and ranges whose counts differ.</param>
internal sealed record CountsSeen(int Lists, long Messages, int Different);
