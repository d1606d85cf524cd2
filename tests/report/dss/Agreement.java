import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;

/** What the EU's validator says of each signature: name, level, indication, sub-indication. */
public class Agreement {
    public static void main(String[] words) throws Exception {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        for (String each : words[0].split(File.pathSeparator)) {
            CertificateToken token = DSSUtils.loadCertificate(new File(each));
            trusted.addCertificate(token);
        }
        for (int at = 1; at < words.length; at++) {
            CommonCertificateVerifier verifier = new CommonCertificateVerifier();
            verifier.setTrustedCertSources(trusted);
            SignedDocumentValidator validator =
                SignedDocumentValidator.fromDocument(new FileDocument(words[at]));
            validator.setCertificateVerifier(verifier);
            Reports reports = validator.validateDocument();
            for (SignatureWrapper each : reports.getDiagnosticData().getSignatures()) {
                System.out.println(String.join("\t",
                    new File(words[at]).getName(),
                    String.valueOf(each.getSignatureFormat()),
                    String.valueOf(each.isSignatureIntact() && each.isSignatureValid()),
                    String.valueOf(reports.getSimpleReport().getIndication(each.getId())),
                    String.valueOf(reports.getSimpleReport().getSubIndication(each.getId()))));
            }
        }
    }
}
