using System.Globalization;
using System.Text;

namespace Petitions.Silo.Storage;

/// <summary>
/// Rows for a <c>VALUES</c> of a statement, which both databases understand, and its parameters. None may be null: they would have no type.
/// </summary>
internal sealed class SqlValueRows
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, object Value)> _parameters = [];

    /// <summary>The values by the names that stand in the text.</summary>
    public (string Name, object Value)[] Parameters => [.. _parameters];

    public void Add(params ReadOnlySpan<object> values)
    {
        _text.Append(_text.Length == 0 ? "(" : ", (");
        for (var i = 0; i < values.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@v{_parameters.Count}");
            _parameters.Add((name, values[i]));
            _text.Append(i == 0 ? "" : ", ").Append(name);
        }
        _text.Append(')');
    }

    /// <summary>The rows, such as <c>(@v0, @v1), (@v2, @v3)</c>.</summary>
    public override string ToString() => _text.ToString();
}
