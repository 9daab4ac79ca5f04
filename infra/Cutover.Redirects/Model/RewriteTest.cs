namespace Cutover.Redirects;

/// <summary>How a RewriteCond tests its string.</summary>
internal enum RewriteTest
{
    Pattern,
    FileExists,
    FileSize,
    FileLink,
    FileDirectory,
    FileExecutable,
    UrlSubrequest,
    FileSubrequest,
    Less,
    LessOrEqual,
    Equal,
    Greater,
    GreaterOrEqual,
    NumberLess,
    NumberLessOrEqual,
    NumberEqual,
    NumberGreater,
    NumberGreaterOrEqual,
    Expression,
}
