import { BusinessError, TechnicalError } from './worker-loop.mjs';

const leastQuality = 0.7;
const gain = 0.2;

/** The job types of the image production. @param {Record<string, any>} v */
export const imageHandlers = {
  model_uploading: (v) => {
    if (!/^mid-\d+$/.test(String(v.modelId)))
      throw new TechnicalError(
        'Failed to run task model_uploading. Reason: Invalid modelId format. Expected: mid-<number>',
      );
    return { uploaded: true };
  },
  image_enhancement: (v) => ({ imageEnhancementQuality: Math.min(1, v.imageRenderingQuality + gain) }),
  thumbnails_production: (v) => {
    if (v.imageRenderingQuality < leastQuality && (v.imageEnhancementQuality ?? 0) < leastQuality) {
      throw new BusinessError('thumbnail-production-error', 'Image quality insufficient for thumbnails');
    }
    return { thumbnailIds: [1, 2, 3].map((size) => `${v.imageId}-t${size}`) };
  },
  asset_storage: (v) => ({ assetId: `asset-${v.thumbnailId}` }),
};
