namespace Cutover.Infra;

/// <summary>What an <c>up</c> would do to a resource.</summary>
public enum ChangeKind
{
    Create,
    Update,

    /// <summary>An update that the provider may turn into a replacement: its schema does not say.</summary>
    MayReplace,
    Replace,
    Delete,
}
