using System.Collections.Immutable;

namespace Petitions.Frontend.Admin;

/// <summary>
/// The local ports that answer admin calls and nothing else but health. By port and not by the Host header, which a client can choose.
/// </summary>
/// <param name="Ports">The ports; empty when this process takes no admin calls.</param>
public sealed record AdminPorts(ImmutableHashSet<int> Ports)
{
    /// <summary>No admin calls.</summary>
    public static AdminPorts None { get; } = new([]);

    /// <summary>The ports of addresses as they are written for Kestrel, separated by semicolons.</summary>
    /// <exception cref="FormatException">An address cannot be read, or has no fixed port; the message is for the operator.</exception>
    public static AdminPorts Of(string urls)
    {
        var ports = ImmutableHashSet.CreateBuilder<int>();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var port = BindingAddress.Parse(url).Port;
            if (port == 0) throw new FormatException($"The admin address {url} has no fixed port: write one like http://localhost:5081.");
            ports.Add(port);
        }
        return new(ports.ToImmutable());
    }
}
