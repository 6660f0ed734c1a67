using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Petitions.Frontend.Http;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=\"UTF-8\"", true)]
    [InlineData("application/json;charset=utf8", true)]
    [InlineData("application/json; charset=UTF8", true)]
    [InlineData("application/json; charset='utf-8'", true)]
    [InlineData("application/json; charset=us-ascii", true)]
    [InlineData("application/json;", true)]
    [InlineData(" application/json ", true)]
    [InlineData("application/json;charset=latin1", false)]
    [InlineData("application/json;charset=utf-16", false)]
    [InlineData("application/jsonp", false)]
    [InlineData("text/json", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_content_type_decides_whether_a_body_is_JSON(string? type, bool isJson)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = type;
        Assert.Equal(isJson, JsonBody.IsJson(http.Request));
    }

    [Theory, InlineData("identity", true), InlineData("", true), InlineData("gzip", false), InlineData("br", false)]
    public void A_body_that_is_called_uncompressed_is_read(string coding, bool isJson)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = "application/json";
        http.Request.Headers.ContentEncoding = coding;
        Assert.Equal(isJson, JsonBody.IsJson(http.Request));
    }

    [Theory, InlineData("\uFEFF{}", "{}"), InlineData("{}", "{}"), InlineData("", ""), InlineData("\uFEFF\uFEFF", "\uFEFF")]
    public void A_byte_order_mark_of_UTF8_is_skipped(string sent, string read) => Assert.Equal(
        read, Encoding.UTF8.GetString(JsonBody.WithoutByteOrderMark(new(Encoding.UTF8.GetBytes(sent)))));

    [Fact]
    public void A_byte_order_mark_of_another_encoding_is_recognised()
    {
        Assert.True(IsOther([0xFF, 0xFE, (byte)'{', 0]));
        Assert.True(IsOther([0xFE, 0xFF, 0, (byte)'{']));
        Assert.True(IsOther([0, 0, 0xFE, 0xFF, 0]));
        Assert.False(IsOther([0xEF, 0xBB, 0xBF, (byte)'{']));
        Assert.False(IsOther([(byte)'{', (byte)'}']));
        Assert.False(IsOther([0xFF]));
    }

    private static bool IsOther(byte[] body) => JsonBody.IsOtherEncoding(new ReadOnlySequence<byte>(body));
}
