using System.Net;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Commands;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>A running program that somebody else started, and the door for its staff.</summary>
/// <param name="Public">Where signatures go.</param>
/// <param name="Admin">Where staff is answered.</param>
/// <param name="Token">Bearer token of staff.</param>
internal sealed record TargetAddress(Uri Public, Uri Admin, string Token)
{
    /// <summary>Null without <c>--target</c>.</summary>
    /// <exception cref="UsageException">Something is missing, or an address is not on loopback and nobody said that it may.</exception>
    public static TargetAddress? Read(CommandLine line)
    {
        if (line.Text("--target") is not { } target)
        {
            if (line.Has("--admin") || line.Has("--admin-token")) throw new UsageException("--admin and --admin-token belong to --target URL.");
            return null;
        }
        if (line.Text("--admin") is not { } admin || line.Text("--admin-token") is not { } token)
            throw new UsageException("--target needs --admin URL and --admin-token TOKEN: the rehearsal publishes a petition there and audits it.");
        var isOwn = line.Has("--i-own-this-target");
        return new(Checked("--target", target, isOwn), Checked("--admin", admin, isOwn), ReadToken(token));
    }

    /// <summary>Whether a host is this machine by its name alone; asking the name service would already be a call to somebody.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Uri Checked(string option, string text, bool isOwn)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/")
            throw new UsageException($"{option} is \"{text}\": write an address such as http://localhost:5080.");
        if (!isOwn && !IsLoopback(address.Host))
            throw new UsageException($"{option} {text} is not on this machine. A rehearsal is an attack on whoever did not ask for it: add --i-own-this-target if it is yours.");
        return address;
    }

    private static string ReadToken(string token)
    {
        if (!token.StartsWith('@')) return Checked(token, token);
        try
        {
            return Checked(token, File.ReadAllText(token[1..]).Trim());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--admin-token {token} cannot be read: {e.Message}");
        }
    }

    // It travels in a header; what is wrong is said without the token itself.
    private static string Checked(string written, string token) =>
        token.Length > 0 && token.All(c => c is > ' ' and <= '~') ? token
        : throw new UsageException($"--admin-token{(written.StartsWith('@') ? $" {written}" : "")} is no token: write one word of ASCII, as it stands in the file admin.token.");
}
