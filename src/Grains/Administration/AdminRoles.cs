using System.Collections.Immutable;

namespace Petitions.Grains.Administration;

/// <summary>What somebody may do who runs petitions. The numbers are stored; never reuse one.</summary>
[Flags]
public enum AdminRoles : short
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sees petitions, their state and figures.</summary>
    Read = 1,

    /// <summary>Publishes, opens, closes and takes down; may read.</summary>
    Edit = Read | 2,

    /// <summary>Makes and downloads parcels; may read.</summary>
    Handover = Read | 4,

    /// <summary>Gives and revokes tokens; may do everything else, too.</summary>
    Admin = Edit | Handover | 8,
}

/// <summary>The words for roles in commands and in the admin API.</summary>
public static class AdminRoleWords
{
    private static readonly ImmutableArray<(string Word, AdminRoles Role)> All =
        [("read", AdminRoles.Read), ("edit", AdminRoles.Edit), ("handover", AdminRoles.Handover), ("admin", AdminRoles.Admin)];

    /// <summary>Every word, the smallest role first.</summary>
    public static IEnumerable<string> Words => All.Select(role => role.Word);

    /// <summary>The role of a word; null when it names none.</summary>
    public static AdminRoles? Find(string word) =>
        All.FirstOrDefault(role => role.Word == word) is { Word: not null } found ? found.Role : null;

    /// <summary>True when these roles include another one.</summary>
    public static bool Include(this AdminRoles roles, AdminRoles needed) => (roles & needed) == needed;

    /// <summary>The words of roles, without those that another one of them includes.</summary>
    public static ImmutableArray<string> Of(AdminRoles roles) =>
    [
        .. from held in All
           where roles.Include(held.Role)
             && !All.Any(other => other.Role != held.Role && roles.Include(other.Role) && other.Role.Include(held.Role))
           select held.Word,
    ];
}
