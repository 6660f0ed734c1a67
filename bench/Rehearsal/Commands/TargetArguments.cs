using System.CommandLine;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The options that name a running program.</summary>
internal sealed class TargetArguments
{
    private const string TokenName = "--admin-token";

    private readonly Option<string?> _target = TypedOption.Text("--target", "URL", "load a running program instead of starting one");
    private readonly Option<string?> _admin = TypedOption.Text("--admin", "URL", "address of its admin API, such as http://localhost:5081");
    private readonly Option<string?> _token = TypedOption.Text(TokenName, "TOKEN", "its admin token, or @FILE to read it from a file");
    private readonly Option<bool> _ownsTarget =
        TypedOption.Flag("--i-own-this-target", "allow a target or database that is not on loopback");

    public IEnumerable<Option> Options => [_target, _admin, _token, _ownsTarget];

    /// <summary>Null without <c>--target</c>.</summary>
    /// <exception cref="UsageException">An address or the token is missing or wrong.</exception>
    public TargetAddress? Read(ParseResult given)
    {
        var (target, admin, token) = (given.GetValue(_target), given.GetValue(_admin), given.GetValue(_token));
        if (target is null)
            return admin is null && token is null ? null : throw new UsageException("--admin and --admin-token belong to --target URL.");
        if (admin is null || token is null)
            throw new UsageException("--target needs --admin URL and --admin-token TOKEN: the rehearsal publishes a petition there.");
        return TargetAddress.Parse(target, admin, token, OwnsTarget(given));
    }

    /// <summary>Whether an option's value must not be written into a report.</summary>
    public static bool IsSecret(Option option) => option.Name == TokenName;

    /// <summary>Whether the user says that a target beyond loopback is theirs to load.</summary>
    public bool OwnsTarget(ParseResult given) => given.GetValue(_ownsTarget);
}
