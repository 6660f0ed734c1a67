namespace Petitions.Grains.Administration;

/// <summary>Who makes an admin call.</summary>
/// <param name="Name">The name of their token.</param>
/// <param name="Roles">What they may do.</param>
[GenerateSerializer, Immutable, Alias("petitions.admin-identity")]
public sealed record AdminIdentity([property: Id(0)] string Name, [property: Id(1)] AdminRoles Roles)
{
    /// <summary>
    /// Whoever has the token of the data folder or of the settings: the way in of one person alone, and of the first who gives tokens to
    /// others.
    /// </summary>
    public static AdminIdentity TokenFile { get; } = new("admin", AdminRoles.Admin);
}
