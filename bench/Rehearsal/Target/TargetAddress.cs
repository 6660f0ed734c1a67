using System.Net;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>A running program that somebody else started, and the door for its staff.</summary>
/// <param name="Public">Where signatures go.</param>
/// <param name="Admin">Where staff is answered.</param>
/// <param name="Token">Bearer token of staff.</param>
internal sealed record TargetAddress(Uri Public, Uri Admin, string Token)
{
    /// <exception cref="UsageException">An address is wrong, or is not on loopback and the user has not said that it is theirs; or the token is none.</exception>
    public static TargetAddress Parse(string target, string admin, string token, bool ownsTarget) =>
        new(Checked("--target", target, ownsTarget), Checked("--admin", admin, ownsTarget), ReadToken(token));

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
