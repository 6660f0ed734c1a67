using System.Text.RegularExpressions;

namespace Petitions.Grains.Administration;

/// <summary>A token that was given to somebody. The token itself is stored nowhere; its SHA-256 recognises it.</summary>
[GenerateSerializer, Immutable, Alias("petitions.admin-credential")]
public sealed partial record AdminCredential
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameCharsMax = 64;

    /// <summary>Whose token it is; unique among those that are not revoked.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What it allows.</summary>
    [Id(1)] public required AdminRoles Roles { get; init; }

    /// <summary>When it was given.</summary>
    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who gave it.</summary>
    [Id(3)] public required string CreatedBy { get; init; }

    /// <summary>When it ends by itself; null when it does not.</summary>
    [Id(4)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null when it was not.</summary>
    [Id(5)] public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    [Id(6)] public string? RevokedBy { get; init; }

    /// <summary>
    /// True for a name that can be given: lower-case letters, digits, dots, hyphens and at signs, a letter first. The name of the token of
    /// the data folder is taken.
    /// </summary>
    public static bool IsName(string name) => name != AdminIdentity.TokenFile.Name && NamePattern().IsMatch(name);

    [GeneratedRegex(@"^[a-z][a-z0-9.@-]{0,63}\z")]
    private static partial Regex NamePattern();
}
