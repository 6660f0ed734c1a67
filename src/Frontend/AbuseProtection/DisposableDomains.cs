using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Disposable e-mail domains, whose addresses are not accepted. No list is built in: such domains change daily, and an old list would
/// reject real people. The operator names a file, which is read once at start: one domain per line, in Unicode or punycode; <c>#</c>
/// begins a comment. A domain includes its subdomains.
/// </summary>
internal sealed class DisposableDomains
{
    /// <summary>Most domains in a file; a larger file ends the start.</summary>
    public const int DomainsMax = 1_000_000;

    private const int DomainCharsMax = 253;

    private static readonly IdnMapping Punycode = new() { UseStd3AsciiRules = true };

    private readonly FrozenSet<string> _domains;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public DisposableDomains(IOptions<LimitOptions> options)
        : this(options.Value.DisposableDomains is { } path ? Read(path, out _) ?? [] : [])
    {
    }

    internal DisposableDomains(IEnumerable<string> domains)
    {
        _domains = domains.ToFrozenSet(StringComparer.Ordinal);
        _lookup = _domains.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>True when the canonical address belongs to a listed domain or to a subdomain of one.</summary>
    public bool Contains(string canonicalAddress)
    {
        if (_domains.Count == 0) return false;
        var domain = canonicalAddress.AsSpan(canonicalAddress.LastIndexOf('@') + 1);
        while (true)
        {
            if (_lookup.Contains(domain)) return true;
            var dot = domain.IndexOf('.');
            if (dot < 0) return false;
            domain = domain[(dot + 1)..];
        }
    }

    /// <summary>Reads the domains of a file; null when it cannot be used, and <paramref name="fault"/> says why in one line.</summary>
    public static HashSet<string>? Read(string path, out string? fault)
    {
        var domains = new HashSet<string>(StringComparer.Ordinal);
        fault = null;
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                var hash = line.IndexOf('#', StringComparison.Ordinal);
                var text = (hash < 0 ? line : line[..hash]).Trim();
                if (text.Length == 0) continue;
                if (!TryNormalize(text, out var domain))
                    fault = $"line {number} is no domain: write one domain a line, such as mail.example";
                else if (domains.Count >= DomainsMax)
                    fault = $"it has more than {DomainsMax} domains";
                else
                    domains.Add(domain);
                if (fault is not null) return null;
            }
            return domains;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = "it cannot be read: write the path of a text file";
            return null;
        }
    }

    private static bool TryNormalize(string text, out string domain)
    {
        domain = "";
        try
        {
            domain = Punycode.GetAscii(text.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return false;
        }
        // A single label would block a whole top-level domain: certainly a mistake.
        return domain.Length <= DomainCharsMax && domain.Contains('.', StringComparison.Ordinal)
            && domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && domain[0] != '.' && domain[^1] != '.';
    }
}

/// <summary>Ends the start when the file of disposable domains cannot be used, with one line that says why.</summary>
internal sealed class DisposableDomainsCheck : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options) =>
        options.DisposableDomains is not { } path || DisposableDomains.Read(path, out var fault) is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Petition__Limits__DisposableDomains is '{path}', but {fault}.");
}
