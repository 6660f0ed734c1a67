using Petitions.Grains.Administration;
using Xunit;

namespace Petitions.Tests.Grains.Administration;

/// <summary>Which roles include which, and how they are written.</summary>
public sealed class AdminRolesTests
{
    [Theory]
    [InlineData("read", "read"), InlineData("edit", "read edit"), InlineData("handover", "read handover")]
    [InlineData("admin", "read edit handover admin")]
    public void A_role_includes_those_below_it(string role, string included) =>
        Assert.Equal(
            included.Split(' '),
            AdminRoleWords.Words.Where(word => AdminRoleWords.Find(role)!.Value.Include(AdminRoleWords.Find(word)!.Value)));

    [Theory]
    [InlineData(AdminRoles.Read, "read"), InlineData(AdminRoles.Edit, "edit")]
    [InlineData(AdminRoles.Edit | AdminRoles.Handover, "edit handover")]
    [InlineData(AdminRoles.Admin, "admin"), InlineData(AdminRoles.None, "")]
    public void Roles_are_written_without_those_that_another_one_includes(AdminRoles roles, string words) =>
        Assert.Equal(words, string.Join(' ', AdminRoleWords.Of(roles)));

    [Theory]
    [InlineData("anna", true), InlineData("anna.b@example.org", true), InlineData("a-1", true)]
    [InlineData("admin", false), InlineData("Anna", false), InlineData("1a", false), InlineData("a b", false), InlineData("", false)]
    public void Names_are_lower_case(string name, bool isName) => Assert.Equal(isName, AdminCredential.IsName(name));

    [Fact]
    public void An_unknown_word_is_no_role() => Assert.Null(AdminRoleWords.Find("owner"));
}
