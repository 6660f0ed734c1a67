namespace Petitions.Grains.Configuration;

/// <summary>The name of a setting as operators write it.</summary>
public static class SettingName
{
    /// <summary>The environment variable of <c>Petition:Ledger:WritersMax</c> is <c>Petition__Ledger__WritersMax</c>.</summary>
    public static string VariableOf(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}
