using System.Net;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>The ports of a running program.</summary>
/// <param name="Public">Address for signatures.</param>
/// <param name="Admin">Address of its admin API.</param>
/// <param name="Token">Bearer token of the admin API.</param>
internal sealed record TargetAddress(Uri Public, Uri Admin, string Token)
{
    /// <exception cref="UsageException">An address or the token is wrong, or an address is not on loopback without permission.</exception>
    public static TargetAddress Parse(string target, string admin, string token, bool ownsTarget) =>
        new(Checked("--target", target, ownsTarget), Checked("--admin", admin, ownsTarget), ReadToken(token));

    /// <summary>Whether a host is this machine, by its name alone: a DNS query would already leave the machine.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Uri Checked(string option, string text, bool isOwn)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/")
            throw new UsageException($"{option} is \"{text}\": write an address such as http://localhost:5080.");
        if (!isOwn && !IsLoopback(address.Host))
            throw new UsageException($"{option} {text} is not on this machine: add --i-own-this-target if it is yours to load.");
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

    // It is sent in a header. The message does not contain it.
    private static string Checked(string written, string token)
    {
        if (token.Length > 0 && token.All(c => c is > ' ' and <= '~')) return token;
        var source = written.StartsWith('@') ? $" {written}" : "";
        throw new UsageException($"--admin-token{source} is no token: write the one word of the file admin.token.");
    }
}
