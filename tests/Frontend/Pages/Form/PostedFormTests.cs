using System.Buffers;
using System.Text;
using Petitions.Frontend.Pages.Form;
using Xunit;

namespace Petitions.Tests.Frontend.Pages.Form;

public sealed class PostedFormTests
{
    [Theory]
    [InlineData("givenName=M%C3%BCller&email=m%2Bx%40example.org", true)]
    [InlineData("givenName=M+ller", true)]
    [InlineData("givenName=M%FCller", false)]
    [InlineData("givenName=M%ED%A0%80", false)]
    [InlineData("givenName=Maria&givenName=Eva", false)]
    public void A_form_is_text_and_has_each_field_once(string body, bool isForm) =>
        Assert.Equal(isForm, PostedForm.Read(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(body))) is not null);
}
