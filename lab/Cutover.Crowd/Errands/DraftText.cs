using System.Text;

namespace Cutover.Crowd;

/// <summary>The XML of a draft that the crowd hands in.</summary>
internal static class DraftText
{
    private const int Paragraphs = 20;

    /// <summary>The draft as it is uploaded.</summary>
    /// <param name="name">Its name, letters, digits and hyphens only.</param>
    public static byte[] Xml(string name)
    {
        var text = new StringBuilder()
            .Append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
            .Append("<rfc docName=\"").Append(name).Append("-00\" ipr=\"trust200902\" category=\"info\" submissionType=\"IETF\">\n")
            .Append("<front><title>Notes of a crowd</title><author fullname=\"A. Author\"/></front>\n")
            .Append("<middle><section><name>Notes</name>\n");
        for (var i = 1; i <= Paragraphs; i++)
            text.Append("<t>Paragraph ").Append(i).Append(" of ").Append(name).Append(", to give the file some weight.</t>\n");
        return Encoding.UTF8.GetBytes(text.Append("</section></middle>\n</rfc>\n").ToString());
    }
}
