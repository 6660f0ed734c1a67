using System.Text.RegularExpressions;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// Sees every line that a program writes and remembers those with 128 bits in hexadecimal digits: Orleans names a signer's grain by that
/// person's key, in this form. The product has no other reason to write such a number.
/// </summary>
internal sealed partial class SignerKeyWatch
{
    private const int ExamplesMax = 3;

    private readonly List<string> _examples = [];
    private int _lines;

    /// <summary>Looks at a line; null, the end of a stream, is ignored.</summary>
    public void See(string? line)
    {
        if (line is null || !Key().IsMatch(line)) return;
        lock (_examples)
        {
            _lines++;
            if (_examples.Count < ExamplesMax) _examples.Add(line);
        }
    }

    public void AssertNone()
    {
        lock (_examples)
            Assert.True(_lines == 0, $"{_lines} lines of the output hold keys of grains, such as:\n{string.Join('\n', _examples)}");
    }

    [GeneratedRegex("(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?![0-9A-Fa-f])")]
    private static partial Regex Key();
}
